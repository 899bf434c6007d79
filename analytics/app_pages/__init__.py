"""One Streamlit page a module, each with `render(store)`; pages only compose tables and charts."""

"""Tools of development; nothing in the product needs them."""

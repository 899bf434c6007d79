"""Duty Atlas: what several public offices are charged to do, side by side.

Documents become a register (`analytics.register`), the register a store (`analytics.build`), the store
is asked by name (`analytics.store`), measures turn tables into tables (`analytics.measures`), and charts,
exports and pages show them.
"""

__version__ = "0.1.0"

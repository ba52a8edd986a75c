"""How records are read and kept: one by one in this process, or by many processes beside it. `servanda.work` is the door."""

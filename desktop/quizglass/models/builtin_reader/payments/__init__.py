"""Russian payment orders (form 0401060) and the bank blocks of invoices: every value has its place on the form."""

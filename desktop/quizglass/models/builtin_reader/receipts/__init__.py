"""Receipts and till slips: a head with the shop, lines of goods, a total among other sums, payment, tax."""

"""From words with boxes to lines, blocks, columns, tables and label-value pairs. Pure Python."""

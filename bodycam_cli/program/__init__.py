"""What a program says: figures, lines, waves, money; read, merged and checked."""

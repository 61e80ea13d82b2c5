"""What is measured, one comparison a file; each gives `measure(engine, size)`."""

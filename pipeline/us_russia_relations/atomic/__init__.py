"""Write files and folders wholly or not at all, whatever stops the process. Standard library only."""

"""The page: the chat, the source panel and the reader."""

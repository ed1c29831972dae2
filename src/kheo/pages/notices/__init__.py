"""The pages of notices (thông báo): what one was told, marking it as read, how one wants to be told."""

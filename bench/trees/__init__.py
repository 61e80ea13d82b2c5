"""The units once more as trees of django-treebeard and django-mptt; an app only where these are installed."""

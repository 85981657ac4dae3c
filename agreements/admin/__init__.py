from agreements.admin import agreement, focal_point, meeting, programme, source

__all__ = ["agreement", "focal_point", "meeting", "programme", "source"]

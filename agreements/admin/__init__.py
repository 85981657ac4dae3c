from agreements.admin import agreement, meeting, programme, source

__all__ = ["agreement", "meeting", "programme", "source"]

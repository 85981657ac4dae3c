from agreements.models.agreement import Agreement, AgreementLink
from agreements.models.component import Component
from agreements.models.document import Document
from agreements.models.focal_point import FocalPoint
from agreements.models.meeting import Meeting, Participant
from agreements.models.party import Commitment, Party, Signatory
from agreements.models.programme import Extension, Programme, ProgrammeRole
from agreements.models.reminder import Reminder
from agreements.models.source import Source
from agreements.models.target import Evaluation, Target, TargetMeasure
from agreements.models.theme import Theme

__all__ = [
    "Agreement",
    "AgreementLink",
    "Commitment",
    "Component",
    "Document",
    "Evaluation",
    "Extension",
    "FocalPoint",
    "Meeting",
    "Participant",
    "Party",
    "Programme",
    "ProgrammeRole",
    "Reminder",
    "Signatory",
    "Source",
    "Target",
    "TargetMeasure",
    "Theme",
]

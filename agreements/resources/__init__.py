from agreements.resources.agreement import AgreementResource
from agreements.resources.programme import ProgrammeResource

__all__ = ["AgreementResource", "ProgrammeResource"]

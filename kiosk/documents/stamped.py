"""What a stamp « Original vu à la caméra » says."""

from pydantic import BaseModel, ConfigDict, Field


class StampOrder(BaseModel):
    """Which page, when (French, ready to print) and for which administration: the expert's office, never their name."""

    model_config = ConfigDict(frozen=True)

    page: int = Field(ge=0)
    when: str = Field(max_length=80)
    administration: str = Field(max_length=200)

"""Words for the forms in which the program is packed."""

from collections.abc import Mapping
from types import MappingProxyType

KIND_WORDS: Mapping[str, str] = MappingProxyType({"portable": "Linux 免安装版", "deb": "Linux 安装包 .deb"})
"""By the name of the form, as it stands in a package."""

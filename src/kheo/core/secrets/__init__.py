"""Values that can be erased everywhere, in backups too, by destroying the key that they were written with.

It defends a stolen database and a stolen backup. It does not defend a seized running server, which holds the keys.
"""

from kheo.core.secrets.field import Secret, SecretField
from kheo.core.secrets.keystore import Erased, KeyStore, keystore

__all__ = ["Erased", "KeyStore", "Secret", "SecretField", "keystore"]

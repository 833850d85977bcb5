@_exported public import Mayfly

@_exported public import MayflyTesting

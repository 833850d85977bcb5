@_exported public import Fixtures
@_exported public import KubeVirt
@_exported public import Lifecycle
@_exported public import Machines

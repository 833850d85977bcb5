@_exported public import Fixtures
@_exported public import KubeVirt
@_exported public import Lifecycle
@_exported public import Machines

#if Local
    @_exported public import Boots
    @_exported public import HostImages
#endif

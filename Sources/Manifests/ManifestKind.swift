/// What a document of a manifest says that it is, by the version and name of its kind.
package struct ManifestKind: Sendable, Hashable {
    /// Such as `kubevirt.io/v1`.
    package var apiVersion: String
    /// Such as `VirtualMachineInstance`.
    package var kind: String

    package init(apiVersion: String, kind: String) {
        self.apiVersion = apiVersion
        self.kind = kind
    }
}

/// Objects that a machine names and does not hold, for a back end without a cluster to ask: they stand beside the machine
/// in its file.
public struct CompanionObjects: Sendable, Hashable {
    /// Texts and files, for volumes.
    public var configMaps: [ConfigMap]
    /// Secrets, for volumes, seeds and access credentials.
    public var secrets: [Secret]
    /// Claims, made when they are not there yet.
    public var claims: [PersistentVolumeClaim]
    /// Disks that are filled when they are not there yet.
    public var dataVolumes: [DataVolume]

    /// These objects.
    public init(
        configMaps: [ConfigMap] = [], secrets: [Secret] = [], claims: [PersistentVolumeClaim] = [],
        dataVolumes: [DataVolume] = []
    ) {
        self.configMaps = configMaps
        self.secrets = secrets
        self.claims = claims
        self.dataVolumes = dataVolumes
    }

    /// An object's place among those of its kind. One that names no namespace is in every machine's.
    private static func find<Object: KubernetesObject>(
        _ name: String, _ namespace: String?, among objects: [Object]
    ) -> Object? {
        objects.first { object in
            guard object.metadata.name == name else { return false }
            return object.metadata.namespace.map { $0 == namespace ?? "default" } ?? true
        }
    }

    package func configMap(_ name: String, in namespace: String?) -> ConfigMap? {
        Self.find(name, namespace, among: configMaps)
    }

    package func secret(_ name: String, in namespace: String?) -> Secret? {
        Self.find(name, namespace, among: secrets)
    }

    package func claim(_ name: String, in namespace: String?) -> PersistentVolumeClaim? {
        Self.find(name, namespace, among: claims)
    }

    package func dataVolume(_ name: String, in namespace: String?) -> DataVolume? {
        Self.find(name, namespace, among: dataVolumes)
    }

    /// The secret that holds an account's token.
    package func token(of account: String, in namespace: String?) -> Secret? {
        secrets.first {
            $0.serviceAccount == account && ($0.metadata.namespace.map { $0 == namespace ?? "default" } ?? true)
        }
    }
}

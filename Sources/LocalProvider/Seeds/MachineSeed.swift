import Archive
import Host
import KubeVirt
import Machines
import Offload
import SSH
import Seeds

/// The seed of one machine: what its cloud-init volume says, with keys made for it alone.
struct MachineSeed: Sendable {
    /// The ISO image.
    let image: [UInt8]
    /// How the guest is logged in to afterwards.
    let access: Access
    /// What the guest proves by that it is itself.
    let hostKey: SSHKeyPair
    /// The guest's, as cloud-init is told.
    let instanceID: String

    /// What a volume says of cloud-init; nil for another volume.
    static func cloudInit(
        of volume: VirtualMachineInstanceSpec.Volume, _ finder: ObjectFinder
    ) throws(SeedError) -> CloudInit? {
        let found: (CloudInit.Format, VirtualMachineInstanceSpec.CloudInitSource)? =
            if let source = volume.cloudInitNoCloud {
                (.noCloud, source)
            } else if let source = volume.cloudInitConfigDrive {
                (.configDrive, source)
            } else {
                nil
            }
        guard let (format, source) = found else { return nil }
        var cloudInit = try CloudInit(
            format: format, userData: source.userData, userDataBase64: source.userDataBase64,
            networkData: source.networkData, networkDataBase64: source.networkDataBase64)
        if let name = source.secretRef?.name {
            cloudInit.userData = try finder.secret(name, at: "secretRef", of: ["userdata", "userData"])
        }
        if let name = source.networkDataSecretRef?.name {
            cloudInit.networkData = try finder.secret(
                name, at: "networkDataSecretRef", of: ["networkdata", "networkData"])
        }
        return cloudInit
    }

    static func instanceID(of run: String) -> String { "mayfly-\(run)" }

    /// It blocks: two key pairs and an image are made.
    init(
        _ cloudInit: CloudInit, for machine: VirtualMachineInstance, run: String, keys: [String] = [],
        offers: HostOffers, gateway: String,
        settings: HostSettings
    ) throws {
        let login = try SSHKeyPair.generate(comment: "mayfly \(run)")
        let host = try SSHKeyPair.generate(comment: "root@\(run)")
        hostKey = host
        instanceID = Self.instanceID(of: run)
        let identity = SeedIdentity(
            instanceID: instanceID, hostname: machine.spec.hostname ?? machine.metadata.name ?? run,
            uuid: machine.spec.domain.firmware?.uuid, authorizedKeys: [login.publicLine] + keys,
            hostKeys: [.init(type: "ed25519", privateText: host.privateText, publicLine: host.publicLine)],
            proxy: offers.contains(.proxy) ? settings.proxy(gateway: gateway) : nil,
            certificates: offers.contains(.certificates) ? settings.certificates() : [])
        let seed = try Seed(cloudInit, identity: identity)
        image = try ISOImage.bytes(volume: seed.volume, files: seed.files)
        access = Access(
            privateKey: login.privateText, publicKey: login.publicLine, hostKey: host.publicLine)
    }
}

extension Seed {
    /// The most that a seed's files may hold together: cloud-init reads all of it into memory, and QEMU puts a disk behind it.
    package static let largest = 1 << 20

    /// The seed that KubeVirt would make of the same volume, with what Mayfly adds in its vendor data.
    ///
    /// Followed: KubeVirt's own seeds (volume ids, names of files and keys); cloud-init's data sources NoCloud and
    /// ConfigDrive.
    package init(_ cloudInit: CloudInit, identity: SeedIdentity) throws(SeedError) {
        try identity.check()
        if let userData = cloudInit.userData { _ = try UserDataFormat(of: userData) }
        switch cloudInit.format {
        case .noCloud: self.init(volume: "cidata", files: Self.noCloud(cloudInit, identity))
        case .configDrive: self.init(volume: "config-2", files: Self.configDrive(cloudInit, identity))
        }
        let size = files.values.reduce(0) { $0 + $1.count }
        guard size <= Self.largest else {
            throw SeedError(
                .tooLarge, cloudInit.format == .noCloud ? "cloudInitNoCloud" : "cloudInitConfigDrive",
                "makes a seed of \(size) bytes; at most \(Self.largest) are possible. Put large files into the image")
        }
    }

    /// cloud-init takes a seed without user-data for none at all.
    private static let noUserData = Array("#cloud-config\n{}\n".utf8)

    private static func noCloud(_ cloudInit: CloudInit, _ identity: SeedIdentity) -> [String: [UInt8]] {
        let metadata = JSON.members([
            "instance-type": identity.instanceType.map { .text($0) },
            "instance-id": .text(identity.instanceID),
            "local-hostname": .text(identity.hostname),
            "public-keys": publicKeys(identity),
        ])
        var files = [
            "meta-data": metadata.bytes,
            "user-data": cloudInit.userData ?? noUserData,
            "vendor-data": Array(VendorData.config(for: identity).utf8),
        ]
        files["network-config"] = cloudInit.networkData
        return files
    }

    private static func configDrive(_ cloudInit: CloudInit, _ identity: SeedIdentity) -> [String: [UInt8]] {
        // cloud-init refuses a drive without a uuid, and takes it for the instance's id.
        let metadata = JSON.members([
            "instance_type": identity.instanceType.map { .text($0) },
            "instance_id": .text(identity.instanceID),
            "local_hostname": .text(identity.hostname),
            "hostname": .text(identity.hostname),
            "uuid": .text(identity.uuid ?? identity.instanceID),
            "public_keys": publicKeys(identity),
        ])
        // OpenStack's vendor data is JSON of many vendors; cloud-init takes the part of its name.
        let vendor = JSON.members(["cloud-init": .text(VendorData.config(for: identity))])
        var files = [
            "openstack/latest/meta_data.json": metadata.bytes,
            "openstack/latest/user_data": cloudInit.userData ?? noUserData,
            "openstack/latest/vendor_data.json": vendor.bytes,
        ]
        files["openstack/latest/network_data.json"] = cloudInit.networkData
        return files
    }

    private static func publicKeys(_ identity: SeedIdentity) -> JSON? {
        if identity.authorizedKeys.isEmpty { return nil }
        return .object(identity.authorizedKeys.enumerated().map { .init(key: String($0), value: .text($1)) })
    }
}

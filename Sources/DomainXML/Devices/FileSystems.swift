import KubeVirt

extension DomainConverter {
    /// Directories that the guest mounts by their name, by virtiofs. A cluster has a program in a container serve each at
    /// a socket; on a single host libvirt starts the program for the directory.
    func fileSystems() -> [Element] {
        (spec.devices.filesystems ?? []).map { fileSystem in
            let source =
                host.single == nil
                ? Element("source", ["socket": KubeVirtPath.shared + "/virtiofs-containers/\(fileSystem.name).sock"])
                : files.shareSockets[fileSystem.name].map { Element("source", ["socket": $0]) }
                    ?? Element("source", ["dir": files.volumes[fileSystem.name]?.path])
            // KubeVirt's spelling of the attribute is not libvirt's, whose default it is anyway.
            let mode = host.single == nil ? "accessMode" : "accessmode"
            return Element(
                "filesystem", ["type": "mount", mode: "passthrough"],
                [
                    Element("driver", ["type": "virtiofs", "queue": "1024"]), source,
                    Element("target", ["dir": fileSystem.name]),
                ])
        } + [sharedRoot()].compactMap(\.self)
    }

    /// A directory of the host for the guest's root. That nothing is written to it is the matter of who reads it: QEMU, or
    /// the program at the socket.
    private func sharedRoot() -> Element? {
        guard host.single != nil, let root = annotations.sharedRoot else { return nil }
        let target = Element("target", ["dir": SharedRoot.tag])
        switch root.way {
        case .ninep:
            // Files of several file systems may have the same number.
            return Element(
                "filesystem", ["type": "mount", "accessmode": "squash", "multidevs": "remap"],
                [
                    Element("driver", ["type": "path"]), Element("source", ["dir": root.path]), target,
                    Element("readonly"),
                ])
        case .virtiofs:
            return Element(
                "filesystem", ["type": "mount", "accessmode": "passthrough"],
                [
                    Element("driver", ["type": "virtiofs", "queue": "1024"]),
                    Element("source", ["socket": files.rootSocket]), target,
                ])
        }
    }
}

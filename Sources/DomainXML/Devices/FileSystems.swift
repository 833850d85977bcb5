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
        }
    }
}

extension DaemonLayout {
    /// A file or directory that libvirt made for a domain of ours.
    struct Remains: Sendable, Hashable {
        let path: String
        let run: String
        /// Set for the file that holds the number of the domain's QEMU.
        var domain: String?
    }

    /// Everything that libvirt keeps of domains of ours, running ones included.
    func remains() -> [Remains] {
        var found: [Remains] = []
        for name in FileSystem.names(in: domainStates) {
            guard let run = Lease.run(ofDomain: name) else { continue }
            let domain = name.hasSuffix(".pid") ? String(name.dropLast(4)) : nil
            found.append(Remains(path: domainStates + "/" + name, run: run, domain: domain))
        }
        for name in FileSystem.names(in: qemuLogs) {
            guard let run = Lease.run(ofDomain: name) else { continue }
            found.append(Remains(path: qemuLogs + "/" + name, run: run))
        }
        for directory in domainDirectories {
            // domain-ID-NAME, of which the name is cut off after 20 characters.
            for name in FileSystem.names(in: directory) where name.hasPrefix("domain-") {
                let parts = name.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
                guard parts.count == 3, let run = Lease.run(ofDomain: parts[2]) else { continue }
                found.append(Remains(path: directory + "/" + name, run: run))
            }
        }
        return found
    }

    private var domainStates: String { runtime + "/libvirt/qemu/run" }

    private var domainDirectories: [String] {
        ["lib", "channel/target", "ram", "nvram"].map { configuration + "/libvirt/qemu/" + $0 }
    }
}

import Glibc
import Host
import Offload

extension Kubeconfig {
    /// The files that kubectl would read: the one that is named, else `KUBECONFIG`'s, else the home directory's.
    package static func files(named file: String? = nil, environment: [String: String]) -> [String] {
        if let file { return [file] }
        if let list = environment["KUBECONFIG"], !list.isEmpty {
            var files: [String] = []
            for name in list.split(separator: ":").map(String.init) where !files.contains(name) { files.append(name) }
            return files
        }
        return environment["HOME"].map { [$0 + "/.kube/config"] } ?? []
    }

    /// Reads and merges them. A file of a list may be missing, one that is named may not.
    package static func load(
        named file: String? = nil, environment: [String: String]
    ) throws(KubeconfigError) -> Kubeconfig {
        var merged = Kubeconfig()
        for path in files(named: file, environment: environment) {
            let bytes: [UInt8]
            do throws(SystemError) {
                bytes = try FileSystem.read(path)
            } catch {
                if error.number == ENOENT, file == nil { continue }
                throw KubeconfigError(
                    .unreadable, Place(file: path), "the kubeconfig cannot be read; check its path and its mode",
                    cause: error)
            }
            merged.merge(try Kubeconfig(reading: bytes, file: path))
        }
        return merged
    }
}

extension ClusterAccess {
    /// The cluster that kubectl would speak to: a context's, or the one around this pod when no kubeconfig says any.
    package static func find(
        context: String? = nil, file: String? = nil, environment: [String: String],
        serviceAccount: String = InCluster.directory
    ) throws(KubeconfigError) -> ClusterAccess {
        let config = try Kubeconfig.load(named: file, environment: environment)
        guard config.isEmpty else { return try config.access(context: context) }
        if context == nil, file == nil,
            let access = try InCluster.access(environment: environment, directory: serviceAccount)
        {
            return access
        }
        let looked = Kubeconfig.files(named: file, environment: environment).joined(separator: ", ")
        throw KubeconfigError(
            .absent, nil,
            "there is no kubeconfig (\(looked.isEmpty ? "HOME is not set" : looked)), and this is no pod of a cluster;"
                + " set KUBECONFIG to the file that the cluster's administrator gave you")
    }
}

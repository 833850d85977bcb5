import Glibc
package import Testing

/// KubeVirt's own files, which lie beside the checkout where the project is developed and are no part of it.
package enum KubeVirtSamples {
    /// `../shared/kubevirt` as seen from the package; a checkout elsewhere is told by MAYFLY_KUBEVIRT_SAMPLES.
    package static let directory: String? = {
        let components = #filePath.split(separator: "/").dropLast(4)
        var candidates = ["/" + components.joined(separator: "/") + "/shared/kubevirt"]
        if let named = getenv("MAYFLY_KUBEVIRT_SAMPLES") { candidates.insert(String(cString: named), at: 0) }
        return candidates.first { access($0 + "/examples", R_OK) == 0 }
    }()

    package static let absent: Comment = """
        KubeVirt's samples are not beside the checkout (../shared/kubevirt, or MAYFLY_KUBEVIRT_SAMPLES)
        """

    package static var examples: [String] {
        guard let directory, let handle = opendir(directory + "/examples") else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".yaml") { names.append(name) }
        }
        return names.sorted()
    }

    package static func bytes(_ name: String) throws -> [UInt8] {
        let path = try #require(directory) + "/" + name
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }
}

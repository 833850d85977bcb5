import KubeVirt
import Seeds

extension VirtualMachineInstanceSpec {
    /// Public keys that access credentials hand over in a seed of this format, in their order.
    func seedKeys(for format: CloudInit.Format, _ finder: ObjectFinder) throws(SeedError) -> [String] {
        var keys: [String] = []
        for credential in accessCredentials ?? [] {
            guard let key = credential.sshPublicKey, let name = key.source.secret?.secretName else { continue }
            let way = key.propagationMethod
            guard format == .noCloud ? way.noCloud != nil : way.configDrive != nil else { continue }
            keys += try finder.keys(of: name)
        }
        return keys
    }
}

extension ObjectFinder {
    /// Every line of a secret's files that is a key.
    func keys(of name: String) throws(SeedError) -> [String] {
        let files = try secret(name, at: "accessCredentials")
        return files.sorted { $0.key < $1.key }.flatMap { file in
            String(decoding: file.value, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
                String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
    }
}

extension IdentityRequest {
    var payload: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ part: IdentityReport.Part, _ content: [UInt8]) {
            bytes.append(part.rawValue)
            bytes.add(UInt32(content.count))
            bytes += content
        }
        func add(_ part: IdentityReport.Part, _ strings: String...) {
            var content: [UInt8] = []
            for string in strings { content.add(string) }
            add(part, content)
        }
        if !entropy.isEmpty { add(.entropy, entropy) }
        if let clock {
            var content: [UInt8] = []
            content.add(clock)
            add(.clock, content)
        }
        if let hostName { add(.hostName, hostName) }
        if let machineID { add(.machineID, machineID) }
        if let bootID { add(.bootID, bootID) }
        if !seed.isEmpty { add(.seed, seed) }
        if let instanceID { add(.instanceID, instanceID) }
        for key in hostKeys { add(.hostKey, key.name, key.privateText, key.publicText) }
        if let keys = authorizedKeys {
            add(.authorizedKeys, keys.user, keys.removed.joined(separator: "\n"), keys.added.joined(separator: "\n"))
        }
        return bytes
    }

    init(payload: [UInt8]) throws(WireError) {
        self.init()
        var reader = ByteReader(payload, of: "an identity")
        var seen: Set<IdentityReport.Part> = []
        while !reader.isAtEnd {
            let kind: UInt8 = try reader.number()
            guard let part = IdentityReport.Part(rawValue: kind), part != .sshServer else {
                throw WireError(.badMessage, "an identity has no part \(kind)")
            }
            let content = try reader.bytes(Int(try reader.number(UInt32.self)))
            guard seen.insert(part).inserted || part == .hostKey else {
                throw WireError(.badMessage, "an identity has its \(part) twice")
            }
            var rest = ByteReader(content, of: "an identity's \(part)")
            try take(part, from: &rest)
            try rest.finish()
        }
        try validate()
    }

    private mutating func take(_ part: IdentityReport.Part, from rest: inout ByteReader) throws(WireError) {
        switch part {
        case .entropy: entropy = rest.remaining()
        case .seed: seed = rest.remaining()
        case .clock: clock = try rest.number()
        case .hostName: hostName = try rest.string()
        case .machineID: machineID = try rest.string()
        case .bootID: bootID = try rest.string()
        case .instanceID: instanceID = try rest.string()
        case .hostKey:
            hostKeys.append(
                HostKey(name: try rest.string(), privateText: try rest.string(), publicText: try rest.string()))
        case .authorizedKeys:
            let user = try rest.string()
            let (removed, added) = (try rest.string(), try rest.string())
            authorizedKeys = AuthorizedKeys(user: user, removed: lines(removed), added: lines(added))
        case .sshServer: break
        }
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}

extension IdentityRequest {
    /// Throws for what the guest would refuse, or what would mean something else in one of its files.
    package func validate() throws(WireError) {
        try size(entropy, Self.entropySizes, "the entropy")
        try size(seed, Self.seedSizes, "the seed for the next boot")
        if let hostName { try word(hostName, most: 64, "a host name") }
        if let instanceID { try word(instanceID, most: 128, "an instance id") }
        if let machineID, !Self.isMachineID(machineID) {
            throw WireError(.badMessage, "a machine id is 32 digits of 0 to 9 and a to f, not \(quoted(machineID))")
        }
        if let bootID, !isUUID(bootID) {
            throw WireError(.badMessage, "a boot id is a UUID in lower case, not \(quoted(bootID))")
        }
        guard hostKeys.count <= Self.mostHostKeys else {
            throw WireError(.tooLarge, "a guest takes at most \(Self.mostHostKeys) host keys")
        }
        for key in hostKeys { try key.validate() }
        if let authorizedKeys { try authorizedKeys.validate() }
        guard payload.count <= WireProtocol.largestRequest else {
            throw WireError(
                .tooLarge, "an identity takes \(payload.count) bytes of at most \(WireProtocol.largestRequest)")
        }
    }

    /// 32 hexadecimal digits in lower case (machine-id(5)).
    package static func isMachineID(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy(\.isHexDigit)
    }

    private func size(_ bytes: [UInt8], _ sizes: ClosedRange<Int>, _ subject: String) throws(WireError) {
        if bytes.isEmpty || sizes.contains(bytes.count) { return }
        throw WireError(
            .badMessage, "\(subject) has \(sizes.lowerBound) to \(sizes.upperBound) bytes, not \(bytes.count)")
    }

    private func word(_ text: String, most: Int, _ subject: String) throws(WireError) {
        let bytes = text.utf8
        let fits =
            (1...most).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.first != UInt8(ascii: ".")
        if fits, bytes.allSatisfy(\.isWordCharacter) { return }
        throw WireError(
            .badMessage,
            "\(subject) is 1 to \(most) letters, digits, dots, dashes and underscores, none of - and . at its "
                + "beginning, not \(quoted(text))")
    }
}

extension IdentityRequest.HostKey {
    /// `ssh_host_`, a type, `_key`: a name that leads nowhere else.
    fileprivate func validate() throws(WireError) {
        let bytes = name.utf8
        let plain = bytes.allSatisfy { $0.isLowerCase || $0.isDigit || $0 == UInt8(ascii: "_") }
        guard plain, name.hasPrefix("ssh_host_"), name.hasSuffix("_key"), (14...64).contains(bytes.count) else {
            throw WireError(.badMessage, "a host key's file is called ssh_host_TYPE_key, not \(quoted(name))")
        }
        guard !privateText.isEmpty, !privateText.utf8.contains(0), !publicText.utf8.contains(0) else {
            throw WireError(.badMessage, "the host key \(name) is empty, or has a zero byte")
        }
    }
}

extension IdentityRequest.AuthorizedKeys {
    fileprivate func validate() throws(WireError) {
        guard !user.isEmpty, !user.utf8.contains(0) else {
            throw WireError(.badMessage, "authorized keys without a user, or with a zero byte in its name")
        }
        for line in removed + added
        where line.isEmpty || line.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") }) {
            throw WireError(.badMessage, "an authorized key is one line that is not empty: \(quoted(line))")
        }
    }
}

private func quoted(_ text: String) -> String { String(text.prefix(80)).debugDescription }

private func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.joined().utf8.allSatisfy(\.isHexDigit)
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLowerCase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
    fileprivate var isWordCharacter: Bool {
        isDigit || isLowerCase || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}

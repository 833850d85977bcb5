/// Kubernetes' rules for names, labels and annotation keys (DNS-1123 and qualified names).
public enum ObjectName {
    /// Checks the name of an object: a DNS-1123 subdomain of at most 253 characters.
    public static func validate(_ name: String) throws(InvalidValue) {
        guard name.utf8.count <= 253 else {
            throw InvalidValue(.name, "Invalid value: \"\(name)\": must be no more than 253 characters", text: name)
        }
        guard isSubdomain(name) else {
            throw InvalidValue(
                .name,
                "Invalid value: \"\(name)\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                    + "characters, '-' or '.', and must start and end with an alphanumeric character "
                    + "(e.g. 'example.com')", text: name)
        }
    }

    /// Checks a key of labels or annotations: a name of at most 63 characters, after a domain and `/` if there is one.
    public static func validate(key: String) throws(InvalidValue) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last.map(String.init) ?? ""
        let prefix = parts.count == 2 ? String(parts[0]) : nil
        guard parts.count <= 2, isQualified(name), prefix.map({ isSubdomain($0) && $0.utf8.count <= 253 }) ?? true
        else {
            throw InvalidValue(
                .label,
                "Invalid value: \"\(key)\": a key is a name of at most 63 letters, digits, '-', '_' or '.' that starts "
                    + "and ends with a letter or digit, after a DNS domain and '/' if it has one", text: key)
        }
    }

    /// Checks the value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`.
    public static func validate(labelValue value: String) throws(InvalidValue) {
        guard value.isEmpty || isQualified(value) else {
            throw InvalidValue(
                .label,
                "Invalid value: \"\(value)\": a label is empty or at most 63 letters, digits, '-', '_' or '.' that "
                    + "start and end with a letter or digit", text: value)
        }
    }

    /// What Kubernetes says of a text that is no DNS-1123 label; empty when it is one.
    static func labelProblems(_ text: String) -> [String] {
        var problems: [String] = []
        if text.utf8.count > 63 { problems.append("must be no more than 63 characters") }
        if text.contains(".") || !isSubdomain(text) {
            problems.append(
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
                    + "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation "
                    + "is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")
        }
        return problems
    }

    /// What Kubernetes says of a text that is no DNS-1123 subdomain; empty when it is one.
    static func subdomainProblems(_ text: String) -> [String] {
        var problems: [String] = []
        if text.utf8.count > 253 { problems.append("must be no more than 253 characters") }
        if !isSubdomain(text) {
            problems.append(
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and "
                    + "must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation "
                    + "is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")
        }
        return problems
    }

    /// A name of a service's port (IANA_SVC_NAME): at most 15 lower-case letters, digits and single dashes.
    static func isPortName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard 1...15 ~= bytes.count, bytes.first != dash, bytes.last != dash else { return false }
        guard bytes.allSatisfy({ isLowerOrDigit($0) || $0 == dash }),
            !zip(bytes, bytes.dropFirst()).contains(where: {
                $0 == dash && $1 == dash
            })
        else { return false }
        return bytes.contains { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    }

    private static func isSubdomain(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            let bytes = label.utf8
            guard let first = bytes.first, let last = bytes.last else { return false }
            return isLowerOrDigit(first) && isLowerOrDigit(last)
                && bytes.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isQualified(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= 63, let first = bytes.first, let last = bytes.last else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last)
            && bytes.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLowerOrDigit(byte) || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
}

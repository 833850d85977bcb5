/// A type some of whose fields are known and refused for now.
///
/// A strict decoder tells such a field apart from a typing error: it is right, but this version cannot honour it, and
/// no field is dropped in silence.
public protocol PartiallySupported {
    /// Names of the fields, as they are spelt in YAML and JSON.
    static var notYetSupported: [String] { get }
    /// Who defines them, for the message.
    static var fieldsDefinedBy: String { get }
}

extension PartiallySupported {
    /// KubeVirt, unless the type says otherwise.
    public static var fieldsDefinedBy: String { "KubeVirt" }
}

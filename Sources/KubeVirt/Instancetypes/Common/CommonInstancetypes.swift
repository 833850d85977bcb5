import Spelling

/// Instancetypes of the usual names and sizes, for VirtualMachines that name one: no cluster has to have them.
///
/// | series | for | memory a processor |
/// | --- | --- | --- |
/// | `cx1` | computing: dedicated processors, huge pages, the host's NUMA nodes | 2 GiB |
/// | `d1` | dedicated processors | 4 GiB |
/// | `m1` | much memory: huge pages | 8 GiB |
/// | `n1` | packet processing: dedicated processors, pages of 1 GiB | 2 GiB |
/// | `o1` | many on a host: half of the memory is promised twice | 4 GiB |
/// | `rt1` | real time: dedicated processors, pages of 1 GiB, the host's NUMA nodes | 4 GiB |
/// | `u1` | anything | 4 GiB |
public enum CommonInstancetypes {
    /// All of them, series by series, from small to large.
    public static let all: [VirtualMachineClusterInstancetype] = InstancetypeSeries.all.flatMap(\.instancetypes)

    /// The one of this name, such as `u1.small`; an unknown name is an error that says which was meant.
    public static func named(_ name: String) throws(InvalidValue) -> VirtualMachineClusterInstancetype {
        guard let found = all.first(where: { $0.metadata.name == name }) else {
            throw .unknown(name, "instancetype", among: all.compactMap(\.metadata.name))
        }
        return found
    }

    /// Specs by name.
    static let specs = Dictionary(uniqueKeysWithValues: all.map { ($0.metadata.name ?? "", $0.spec) })
}

extension InvalidValue {
    /// A name that nothing has.
    static func unknown(_ name: String, _ what: String, among known: [String]) -> InvalidValue {
        let hint =
            suggestion(for: name, among: known).map { "did you mean ‘\($0)’?" }
            ?? "known are \(known.joined(separator: ", "))"
        return InvalidValue(.name, "there is no common \(what) ‘\(name)’; \(hint)", text: name)
    }
}

/// Preferences for the usual guests, for VirtualMachines that name one: what devices and firmware a guest gets along
/// with best, and how small it may be.
///
/// A name ends in `desktop` (a tablet), `dpdk` (packet processing), `realtime`, `virtio` (a Windows that has the drivers)
/// or an architecture where that makes a difference; `linux`, `linux.efi` and `legacy` are for all others.
public enum CommonPreferences {
    /// All of them, Linux first.
    public static let all: [VirtualMachineClusterPreference] =
        LinuxGuest.all.map(\.preference)
        + WindowsGuest.all.flatMap(\.preferences)

    /// The one of this name, such as `fedora`; an unknown name is an error that says which was meant.
    public static func named(_ name: String) throws(InvalidValue) -> VirtualMachineClusterPreference {
        guard let found = all.first(where: { $0.metadata.name == name }) else {
            throw .unknown(name, "preference", among: all.compactMap(\.metadata.name))
        }
        return found
    }

    /// Specs by name.
    static let specs = Dictionary(uniqueKeysWithValues: all.map { ($0.metadata.name ?? "", $0.spec) })
}

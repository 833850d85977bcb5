extension Annotations {
    /// Machine types with a bus on which libvirt puts devices, each the beginning of its versions' names.
    private static let typesWithBus = ["malta", "pc", "pseries", "q35", "s390-ccw-virtio", "virt"]

    /// Whether devices can be added to the machine: ports for who talks to its guest, too. A board, and a model of a
    /// computer such as vexpress-a15, has what is soldered to it.
    package var hasBus: Bool {
        guard let machine else { return true }
        return Self.typesWithBus.contains { machine == $0 || machine.hasPrefix($0 + "-") }
    }
}

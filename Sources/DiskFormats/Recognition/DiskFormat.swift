/// A format of disk images that is read here, by qemu-img's name for it.
package enum DiskFormat: String, Sendable, Hashable, CaseIterable {
    case qcow2, raw, vmdk, vdi, vhdx
    /// VirtualPC's: a disk of Azure or Hyper-V's first generation.
    case vhd = "vpc"

    /// What people call it.
    package var name: String { self == .vhd ? "vhd" : rawValue }
}

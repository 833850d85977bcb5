// The words that builders take for fields which KubeVirt's schema has as plain text.

extension DomainSpec {
    /// What a watchdog does to a guest that stopped feeding it.
    public enum WatchdogAction: String, Sendable, Hashable, CaseIterable {
        /// Starts it again.
        case reset
        /// Ends it.
        case poweroff
        /// Asks it to shut down.
        case shutdown
    }

    /// Sound cards.
    public enum SoundModel: String, Sendable, Hashable, CaseIterable {
        /// Intel's HD Audio.
        case ich9
        /// The one before it.
        case ac97
    }

    /// Graphics cards.
    public enum VideoModel: String, Sendable, Hashable, CaseIterable {
        /// What any guest has a driver for.
        case vga
        /// A simple frame buffer for UEFI.
        case bochs
        /// Paravirtual.
        case virtio
        /// A frame buffer in memory.
        case ramfb
        /// For guests of long ago.
        case cirrus
    }

    /// Buses of a tablet.
    public enum InputBus: String, Sendable, Hashable, CaseIterable {
        /// What any guest has a driver for.
        case usb
        /// Paravirtual.
        case virtio
    }

    /// Devices for a kernel's last words.
    public enum PanicModel: String, Sendable, Hashable, CaseIterable {
        /// On PCI.
        case pvpanic
        /// On the ISA bus.
        case isa
        /// As Hyper-V has it.
        case hyperv
    }

    /// How disks share threads of the host.
    public enum IOThreadsPolicy: String, Sendable, Hashable, CaseIterable {
        /// One for all, but for disks that have their own.
        case shared
        /// As many as processors, by turns.
        case auto
        /// A pool of a size that `domain.ioThreads` says.
        case supplementalPool
    }

    /// Devices that a machine has unless it declines.
    public enum AutomaticDevice: Sendable, Hashable, CaseIterable {
        /// The graphics card with its VNC.
        case graphics
        /// The balloon that takes memory back.
        case memoryBalloon
        /// The interface on the pod's network, when none is listed.
        case network
        /// The serial console.
        case serialConsole
    }

    /// What the host's processor has to do with a feature.
    public enum CPUFeaturePolicy: String, Sendable, Hashable, CaseIterable {
        /// The guest has it, the host must too.
        case require
        /// The guest has it where the host has.
        case optional
        /// The guest has it whatever the host has.
        case force
        /// The guest has it not.
        case disable
        /// A host that has it does not do.
        case forbid
    }

    /// A processor's model: `.hostModel`, `.hostPassthrough`, or libvirt's name for it as a literal.
    public struct CPUModel: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
        /// The name as libvirt has it.
        public var rawValue: String

        /// A model by libvirt's name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A model by libvirt's name.
        public init(stringLiteral name: String) {
            self.init(rawValue: name)
        }

        /// The model that is nearest to the host's.
        public static let hostModel = CPUModel(rawValue: "host-model")
        /// The host's own.
        public static let hostPassthrough = CPUModel(rawValue: "host-passthrough")
    }

    /// QEMU's machine type, such as `.q35`, or another's name as a literal.
    public struct MachineType: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
        /// The name as QEMU has it.
        public var rawValue: String

        /// A machine type by QEMU's name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A machine type by QEMU's name.
        public init(stringLiteral name: String) {
            self.init(rawValue: name)
        }

        /// Intel's chipset of 2009, with PCI Express; x86 only.
        public static let q35: MachineType = "q35"
        /// The virtual board of Arm.
        public static let virt: MachineType = "virt"
        /// IBM Z.
        public static let s390CCW: MachineType = "s390-ccw-virtio"
    }

    /// Network cards.
    public enum InterfaceModel: String, Sendable, Hashable, CaseIterable {
        /// Paravirtual.
        case virtio
        /// Intel's, on PCI.
        case e1000
        /// Intel's, on PCI Express.
        case e1000e
        /// Intel's, with virtual functions.
        case igb
        /// Realtek's, 100 Mbit/s.
        case rtl8139
        /// AMD's of long ago.
        case pcnet
        /// Novell's of long ago.
        case ne2kPCI = "ne2k_pci"
    }
}

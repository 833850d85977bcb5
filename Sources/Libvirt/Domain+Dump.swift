import CLibvirt
import Offload

/// How the guest's memory is written down.
package enum DumpFormat: Sendable, Hashable {
    case elf, kdump
}

extension Domain {
    /// Has libvirt write the guest's memory and processors to a file, as the daemon's user; the guest stands still meanwhile.
    ///
    /// Not by QEMU's monitor: libvirt 9.0 is told of the dump's end by QEMU, and ends itself where it knows of no dump.
    package func dumpMemory(to path: String, format: DumpFormat) async throws(LibvirtError) {
        try await call { domain throws(LibvirtError) in
            let format = format == .elf ? VIR_DOMAIN_CORE_DUMP_FORMAT_RAW : VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB
            try checked(
                "virDomainCoreDumpWithFormat",
                virDomainCoreDumpWithFormat(
                    domain, path, UInt32(format.rawValue), UInt32(VIR_DUMP_MEMORY_ONLY.rawValue)))
        }
    }
}

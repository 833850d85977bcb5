import CLibvirt
import Offload

/// A picture of a display.
package struct Screenshot: Sendable {
    /// Its type as MIME has it: `image/png`, or `image/x-portable-pixmap` by older QEMUs.
    package let type: String
    package let bytes: [UInt8]
}

extension Domain {
    /// The most bytes of a picture; a guest chooses its size.
    private static let mostBytes = 64 << 20

    /// What the first display shows.
    package func screenshot() async throws(LibvirtError) -> Screenshot {
        try await call { domain throws(LibvirtError) in
            let stream = try checked("virStreamNew", virStreamNew(virDomainGetConnect(domain), 0))
            defer { virStreamFree(stream) }
            let type = try checked("virDomainScreenshot", virDomainScreenshot(domain, stream, 0, 0))
            defer { type.deallocate() }
            var bytes: [UInt8] = []
            var part = [CChar](repeating: 0, count: 256 << 10)
            while bytes.count < Self.mostBytes {
                let count = virStreamRecv(stream, &part, part.count)
                if count == 0 {
                    try checked("virStreamFinish", virStreamFinish(stream))
                    return Screenshot(type: String(cString: type), bytes: bytes)
                }
                guard count > 0 else {
                    let error = LibvirtError.last("virStreamRecv")
                    virStreamAbort(stream)
                    throw error
                }
                bytes += part.prefix(Int(count)).map(UInt8.init(bitPattern:))
            }
            virStreamAbort(stream)
            throw LibvirtError(
                call: "virDomainScreenshot", code: .internalError, message: "it is larger than \(Self.mostBytes) bytes")
        }
    }
}

import CLinux
import Glibc
import Offload

/// A file that is made here, and leaves some room on its disk.
final class OutputFile {
    let path: String
    let descriptor: Descriptor
    /// Bytes that may be written before the disk's free space is looked at again.
    private var allowance: Int64 = 0
    private static let step: Int64 = 64 << 20

    private let reserve: Int64

    init(_ path: String, reserve: Int64) throws(DiskFormatError) {
        self.path = path
        self.reserve = reserve
        do throws(SystemError) {
            descriptor = Descriptor(
                owning: try retrying("open", path) {
                    open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
                })
        } catch {
            throw .write(path, error)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskFormatError) {
        try allow(Int64(bytes.count))
        var written = 0
        do throws(SystemError) {
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                written += try retrying("pwrite", path) {
                    pwrite(descriptor.raw, rest.baseAddress, rest.count, off_t(offset) + off_t(written))
                }
            }
        } catch {
            throw .write(path, error)
        }
    }

    func setSize(_ size: Int64) throws(DiskFormatError) {
        do throws(SystemError) {
            try retrying("ftruncate", path) { ftruncate(descriptor.raw, off_t(size)) }
        } catch {
            throw .write(path, error)
        }
    }

    /// A full disk is everybody's trouble, so we stop before.
    private func allow(_ bytes: Int64) throws(DiskFormatError) {
        allowance -= bytes
        guard allowance < 0 else { return }
        if let free = Self.free(at: path), free - bytes < reserve {
            throw .noSpace(path, SystemError("pwrite", subject: path, number: ENOSPC))
        }
        allowance = Self.step
    }

    /// Bytes that this user may still write where a path is; nil when that cannot be told.
    static func free(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }
}

extension DiskFormatError {
    static func noSpace(_ path: String, _ cause: (any Error)? = nil) -> DiskFormatError {
        DiskFormatError(
            .noSpace,
            "the disk is too full for the image in \(path). Free some space there, or choose another directory.",
            cause: cause)
    }

    static func write(_ path: String, _ cause: SystemError) -> DiskFormatError {
        if [ENOSPC, EDQUOT, EFBIG].contains(cause.number) { return noSpace(path, cause) }
        return DiskFormatError(
            .write, "\(path) cannot be written. Look at its directory's permissions and disk.", cause: cause)
    }
}

/// How large what somebody else made may become here.
package struct DiskLimits: Sendable, Hashable {
    /// The largest disk, in bytes as a guest sees it.
    package var virtualSize: Int64
    /// The most bytes that may come out of a compressed file or an archive, zeros included.
    package var unpacked: Int64
    /// The longest that a conversion may take.
    package var time: Duration
    /// What is left free on a disk that is written to, in bytes.
    package var reserve: Int64

    package init(
        virtualSize: Int64 = 64 << 40, unpacked: Int64 = 1 << 40, time: Duration = .seconds(6 * 3600),
        reserve: Int64 = 64 << 20
    ) {
        self.virtualSize = virtualSize
        self.unpacked = unpacked
        self.time = time
        self.reserve = reserve
    }

    /// Wrappers around one image: compressions, archives.
    static let wrappers = 6
    /// Members of one archive.
    static let members = 10_000

    func check(virtualSize size: Int64, of place: String) throws(DiskFormatError) {
        guard size > virtualSize else { return }
        throw DiskFormatError(
            .tooLarge,
            "\(place) says that its disk has \(size) bytes, and at most \(virtualSize) are accepted. If that is meant, "
                + "raise the limit of the virtual size.")
    }
}

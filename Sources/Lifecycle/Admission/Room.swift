/// How much memory there is for machines, in bytes.
package struct Room: Sendable, Hashable {
    /// What may still be promised; negative when the host has less than was.
    package var free: Int64
    /// What there could be at most, if everything else ended.
    package var most: Int64

    package init(free: Int64, most: Int64) {
        (self.free, self.most) = (free, most)
    }

    /// What has been promised to a machine or a build, and how much of that it has taken already.
    package struct Promise: Sendable, Hashable {
        package let bytes: Int64
        package let taken: Int64

        package init(bytes: Int64, taken: Int64 = 0) {
            (self.bytes, self.taken) = (bytes, taken)
        }

        /// What is gone for others: no less than it has taken.
        var held: Int64 { max(bytes, taken) }
        /// What it may still take.
        var outstanding: Int64 { max(0, bytes - taken) }
    }

    /// Kept for all else that runs: what a desktop or a CI runner needs to go on by itself, more where there is more.
    package static func reserve(of total: Int64) -> Int64 { max(256 << 20, total / 20) }

    /// The room on a host of `total` bytes with `available` free ones, of which Mayfly may use `limit` at once.
    ///
    /// What a machine has taken is missing from `available` already; what it was promised and has not taken is not.
    package init(total: Int64, available: Int64, limit: Int64? = nil, promises: [Promise]) {
        let reserve = Self.reserve(of: total)
        free = available - reserve - promises.map(\.outstanding).reduce(0, +)
        most = max(0, total - reserve)
        guard let limit else { return }
        free = min(free, limit - promises.map(\.held).reduce(0, +))
        most = min(most, limit)
    }
}

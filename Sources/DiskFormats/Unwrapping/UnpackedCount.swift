/// What came out of a wrapper until now, and how much may.
struct UnpackedCount {
    private let place: String
    private let limit: Int64
    private var bytes: Int64 = 0

    init(place: String, limit: Int64) {
        self.place = place
        self.limit = limit
    }

    mutating func add(_ more: Int64) throws(DiskFormatError) {
        bytes += more
        guard bytes <= limit else {
            throw DiskFormatError(
                .tooLarge,
                "\(place) unpacks to more than \(limit) bytes. If that is meant, raise the limit of unpacked bytes."
            )
        }
    }
}

/// Settings of the host that are offered to a guest through its seed.
public struct HostOffers: OptionSet, Sendable, Hashable {
    /// One bit an offer.
    public var rawValue: UInt8

    /// The offers of these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The host's proxy variables.
    public static let proxy = HostOffers(rawValue: 1)
    /// The certificate authorities that were added to the host's own.
    public static let certificates = HostOffers(rawValue: 2)

    /// The words of an annotation, in the order in which they are written.
    static let words: [(String, HostOffers)] = [("proxy", .proxy), ("certificates", .certificates)]

    /// The offers of a comma list; `unknown` is the first word that is none, or is there twice.
    init(_ text: String, unknown: inout String?) {
        self = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = String(part.drop { $0 == " " })
            guard let offer = Self.words.first(where: { $0.0 == word })?.1, insert(offer).inserted else {
                unknown = word
                return
            }
        }
    }

    /// The comma list.
    var text: String { Self.words.filter { contains($0.1) }.map(\.0).joined(separator: ",") }
}

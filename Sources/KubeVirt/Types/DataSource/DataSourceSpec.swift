/// Where the data of a data source is.
public struct DataSourceSpec: Sendable, Hashable, Codable {
    /// One of its fields.
    public var source: Source

    /// A value with these fields; what is not given stays unset.
    public init(
        source: Source = Source()
    ) {
        self.source = source
    }
}

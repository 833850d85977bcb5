/// Where the data of a data source was found.
public struct DataSourceStatus: Sendable, Hashable, Codable {
    /// Facts about the data source that hold or do not.
    public var conditions: [Condition]?
    /// One of its fields.
    public var source: DataSourceSpec.Source?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        source: DataSourceSpec.Source? = nil
    ) {
        self.conditions = conditions
        self.source = source
    }
}

/// How far the filling of a disk is.
public struct DataVolumeStatus: Sendable, Hashable, Codable {
    /// Name of the claim that holds the data.
    public var claimName: String?
    /// Facts about the transfer that hold or do not.
    public var conditions: [Condition]?
    /// Where the transfer is, such as `ImportInProgress` or `Succeeded`.
    public var phase: String?
    /// Percentage such as `42.00%`, or `N/A`.
    public var progress: String?
    /// Times that the transfer began again.
    public var restartCount: Int32?

    /// A value with these fields; what is not given stays unset.
    public init(
        claimName: String? = nil,
        conditions: [Condition]? = nil,
        phase: String? = nil,
        progress: String? = nil,
        restartCount: Int32? = nil
    ) {
        self.claimName = claimName
        self.conditions = conditions
        self.phase = phase
        self.progress = progress
        self.restartCount = restartCount
    }
}

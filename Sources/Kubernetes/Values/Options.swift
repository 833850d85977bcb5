/// How an object is written.
package struct WriteOptions: Sendable, Hashable {
    /// Who writes, in the object's managed fields.
    package var fieldManager: String
    /// Judges and changes nothing.
    package var isDryRun: Bool
    /// Refuses fields that the server does not know, instead of dropping them in silence.
    package var isStrict: Bool

    package init(fieldManager: String = "mayfly", isDryRun: Bool = false, isStrict: Bool = true) {
        self.fieldManager = fieldManager
        self.isDryRun = isDryRun
        self.isStrict = isStrict
    }

    var query: [(String, String)] {
        [("fieldManager", fieldManager), ("fieldValidation", isStrict ? "Strict" : "Ignore")]
            + (isDryRun ? [("dryRun", "All")] : [])
    }
}

/// How an object is deleted (meta/v1 DeleteOptions).
package struct DeleteOptions: Sendable, Hashable, Encodable {
    package enum Propagation: String, Sendable, Hashable, Encodable {
        /// At once; what it owns follows.
        case background = "Background"
        /// When all that it owns is gone.
        case foreground = "Foreground"
        /// What it owns stays.
        case orphan = "Orphan"
    }

    /// What has to hold, or nothing is deleted and a conflict is the answer.
    package struct Preconditions: Sendable, Hashable, Encodable {
        package var uid: String?
        package var resourceVersion: String?
    }

    private let apiVersion = "v1"
    private let kind = "DeleteOptions"
    package var propagationPolicy: Propagation?
    package var gracePeriodSeconds: Int64?
    package var preconditions: Preconditions?
    private var dryRun: [String]?

    package init(
        _ propagation: Propagation? = nil, gracePeriodSeconds: Int64? = nil, uid: String? = nil,
        resourceVersion: String? = nil, isDryRun: Bool = false
    ) {
        propagationPolicy = propagation
        self.gracePeriodSeconds = gracePeriodSeconds
        if uid != nil || resourceVersion != nil {
            preconditions = Preconditions(uid: uid, resourceVersion: resourceVersion)
        }
        if isDryRun { dryRun = ["All"] }
    }
}

/// Which objects are meant.
package struct Selection: Sendable, Hashable {
    /// Such as `mayfly.dev/run=a,!old`.
    package var labels: String?
    /// Such as `metadata.name=a`.
    package var fields: String?

    package init(labels: String? = nil, fields: String? = nil) {
        self.labels = labels
        self.fields = fields
    }

    var query: [(String, String)] {
        [("labelSelector", labels), ("fieldSelector", fields)].compactMap { name, value in value.map { (name, $0) } }
    }
}

/// Fields that make no difference to a machine on a single host, each with its reason. It may only shrink.
enum Unheeded {
    private static let scheduling = "where a cluster would run the machine; there is one host"

    static let reasons: [String: String] = [
        "affinity": scheduling, "nodeSelector": scheduling, "priorityClassName": scheduling,
        "schedulerName": scheduling, "tolerations": scheduling, "topologySpreadConstraints": scheduling,
    ]
}

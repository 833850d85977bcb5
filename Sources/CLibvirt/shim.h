#ifndef MAYFLY_CLIBVIRT_H
#define MAYFLY_CLIBVIRT_H

#include <stddef.h>
#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>

// VIR_DOMAIN_EVENT_CALLBACK casts one function type to another, which Swift cannot: registered here.
static inline int mayfly_on_lifecycle(virConnectPtr connection, virConnectDomainEventCallback callback, void *context,
                                      virFreeCallback release) {
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, callback, context, release);
}

static inline int mayfly_on_reboot(virConnectPtr connection, virConnectDomainEventGenericCallback callback,
                                   void *context, virFreeCallback release) {
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_REBOOT,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), context, release);
}

static inline int mayfly_on_watchdog(virConnectPtr connection, virConnectDomainEventWatchdogCallback callback,
                                     void *context, virFreeCallback release) {
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_WATCHDOG,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), context, release);
}

#endif

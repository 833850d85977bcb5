package main

import (
	"maps"
	"slices"

	definitions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/cache"
)

// In a cluster the aggregator tells of the groups of custom resources; without it they have to be told of here.
func tellOfCustomGroups(server *apiserver.CustomResourceDefinitions) {
	informer := server.Informers.Apiextensions().V1().CustomResourceDefinitions()
	manager := server.GenericAPIServer.DiscoveryGroupManager
	tell := func(any) {
		all, err := informer.Lister().List(labels.Everything())
		if err != nil {
			return
		}
		served := map[string][]string{}
		for _, definition := range all {
			for _, version := range definition.Spec.Versions {
				names := served[definition.Spec.Group]
				if version.Served && !slices.Contains(names, version.Name) {
					served[definition.Spec.Group] = append(names, version.Name)
				}
			}
		}
		for name := range maps.Keys(served) {
			group := metav1.APIGroup{Name: name}
			for _, version := range served[name] {
				group.Versions = append(group.Versions, metav1.GroupVersionForDiscovery{
					GroupVersion: name + "/" + version, Version: version,
				})
			}
			group.PreferredVersion = group.Versions[0]
			manager.AddGroup(group)
		}
	}
	_, err := informer.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    tell,
		UpdateFunc: func(_, changed any) { tell(changed) },
		DeleteFunc: func(gone any) {
			if definition, isDefinition := gone.(*definitions.CustomResourceDefinition); isDefinition {
				manager.RemoveGroup(definition.Spec.Group)
			}
			tell(nil)
		},
	})
	check(err)
}
